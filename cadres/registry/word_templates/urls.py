from django.urls import path

from cadres.registry.word_templates import views

urlpatterns = [
    path("word-templates/", views.TemplateList.as_view(), name="word_template_list"),
    path("word-templates/new/", views.TemplatePropose.as_view(), name="word_template_propose"),
    path("word-templates/present.docx", views.PresentTemplate.as_view(), name="word_template_present"),
    path("word-templates/<int:pk>.docx", views.TemplateFile.as_view(), name="word_template_file"),
    path("word-templates/<int:pk>/trial.docx", views.TemplateTrial.as_view(), name="word_template_trial"),
    path("word-templates/<int:pk>/approve/", views.TemplateApprove.as_view(), name="word_template_approve"),
    path("word-templates/<int:pk>/decline/", views.TemplateDecline.as_view(), name="word_template_decline"),
]
