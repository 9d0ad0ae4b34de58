from rest_framework import serializers

from cadres.registry.posts.filters import PostFilter
from cadres.registry.posts.models import Post
from cadres.shared.api.viewsets import ScopedViewSet


class PostSerializer(serializers.ModelSerializer):
    division = serializers.CharField(read_only=True)
    actual = serializers.IntegerField(read_only=True, help_text="Seats held today.")

    class Meta:
        model = Post
        fields = ("id", "organization", "division", "kind", "name", "grade", "approved_number", "actual", "elected")


class PostViewSet(ScopedViewSet):
    """Posts with their approved number of seats and how many are held today."""

    queryset = Post.objects.all()
    serializer_class = PostSerializer
    filterset_class = PostFilter
    permission, scope = "cadres.view_post", "base"
