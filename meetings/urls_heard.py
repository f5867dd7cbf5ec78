"""You said, we did: issues heard, the responses, and that people were told."""

from django.urls import path

from .views.engagement import heard, heard_changing, heard_creating, heard_public

ISSUE = "issues/<int:pk>/"

urlpatterns = [
    path("issues/", heard.IssueList.as_view(), name="issue-list"),
    path("issues/new/", heard_creating.IssueCreate.as_view(), name="issue-create"),
    path(ISSUE, heard.IssueDetail.as_view(), name="issue-detail"),
    path(f"{ISSUE}edit/", heard_changing.IssueEdit.as_view(), name="issue-edit"),
    path(f"{ISSUE}assign/", heard_changing.IssueAssign.as_view(), name="issue-assign"),
    path(f"{ISSUE}respond/", heard_changing.IssueRespond.as_view(), name="issue-respond"),
    path(f"{ISSUE}tell/", heard_changing.IssueTell.as_view(), name="issue-tell"),
    path(f"{ISSUE}close/", heard_changing.IssueClose.as_view(), name="issue-close"),
    path(f"{ISSUE}reopen/", heard_changing.IssueReopen.as_view(), name="issue-reopen"),
    path(f"{ISSUE}merge/", heard_changing.IssueMerge.as_view(), name="issue-merge"),
    path(f"{ISSUE}withdraw/", heard_changing.IssueWithdraw.as_view(), name="issue-withdraw"),
    path(f"{ISSUE}public/", heard_public.IssuePublish.as_view(), name="issue-publish"),
    path(f"{ISSUE}public/off/", heard_public.IssueUnpublish.as_view(), name="issue-unpublish"),
    path(f"{ISSUE}sources/new/", heard_changing.SourceCreate.as_view(), name="issue-source-create"),
    path(
        "issues/sources/<int:pk>/remove/",
        heard_changing.SourceRemove.as_view(),
        name="issue-source-remove",
    ),
]
