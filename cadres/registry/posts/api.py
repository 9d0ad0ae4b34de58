from rest_framework import serializers

from cadres.registry.posts.lists import POST_LIST
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

    definition = POST_LIST
    serializer_class = PostSerializer
    scope = "base"
    sorts = ()
