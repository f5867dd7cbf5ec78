from django.urls import include, path

from .views import (
    absences,
    accounts,
    bodies,
    digests,
    events,
    holdings,
    links,
    organisations,
    people,
    posts,
    signing_in,
)

app_name = "stakeholders"

PEOPLE = [
    path("", people.PersonList.as_view(), name="person-list"),
    path("add/", people.PersonCreate.as_view(), name="person-create"),
    path("<int:pk>/", people.PersonDetail.as_view(), name="person-detail"),
    path("<int:pk>/change/", people.PersonEdit.as_view(), name="person-edit"),
    path("<int:pk>/roles/", accounts.PersonRoles.as_view(), name="person-roles"),
    path("<int:pk>/invite/", accounts.PersonInvite.as_view(), name="person-invite"),
    path("<int:pk>/deactivate/", accounts.AccountDeactivate.as_view(), name="account-deactivate"),
    path("<int:pk>/reactivate/", accounts.AccountReactivate.as_view(), name="account-reactivate"),
    path("<int:pk>/unlock/", accounts.AccountUnlock.as_view(), name="account-unlock"),
    path("<int:pk>/answer-links/", links.PersonLinks.as_view(), name="person-links"),
    path("<int:pk>/appoint/", holdings.PersonAppoint.as_view(), name="person-appoint"),
    path("<int:pk>/absences/add/", absences.AbsenceCreate.as_view(), name="absence-create"),
    path("absences/<int:pk>/", absences.AbsenceEdit.as_view(), name="absence-edit"),
    path("absences/<int:pk>/remove/", absences.AbsenceDelete.as_view(), name="absence-delete"),
]

POSTS = [
    path("", posts.PostList.as_view(), name="post-list"),
    path("add/", posts.PostCreate.as_view(), name="post-create"),
    path("<int:pk>/", posts.PostDetail.as_view(), name="post-detail"),
    path("<int:pk>/change/", posts.PostEdit.as_view(), name="post-edit"),
    path("<int:pk>/abolish/", posts.PostAbolish.as_view(), name="post-abolish"),
    path("<int:pk>/restore/", posts.PostRestore.as_view(), name="post-restore"),
    path("<int:pk>/appoint/", holdings.HoldingCreate.as_view(), name="holding-create"),
]

HOLDINGS = [
    path("<int:pk>/change/", holdings.HoldingEdit.as_view(), name="holding-edit"),
    path("<int:pk>/end/", holdings.HoldingEnd.as_view(), name="holding-end"),
    path("<int:pk>/hand-over/", holdings.HoldingHandOver.as_view(), name="holding-hand-over"),
    path("<int:pk>/take-back/", holdings.HoldingWithdraw.as_view(), name="holding-withdraw"),
]

BODIES = [
    path("", bodies.BodyList.as_view(), name="body-list"),
    path("add/", bodies.BodyCreate.as_view(), name="body-create"),
    path("<int:pk>/", bodies.BodyDetail.as_view(), name="body-detail"),
    path("<int:pk>/change/", bodies.BodyEdit.as_view(), name="body-edit"),
    path("<int:pk>/dissolve/", bodies.BodyDissolve.as_view(), name="body-dissolve"),
    path("<int:pk>/restore/", bodies.BodyRestore.as_view(), name="body-restore"),
    path("<int:pk>/members/add/", bodies.MembershipCreate.as_view(), name="membership-create"),
]

SEATS = [
    path("<int:pk>/change/", bodies.MembershipEdit.as_view(), name="membership-edit"),
    path("<int:pk>/end/", bodies.MembershipEnd.as_view(), name="membership-end"),
    path("<int:pk>/take-back/", bodies.MembershipWithdraw.as_view(), name="membership-withdraw"),
]

ORGANISATIONS = [
    path("", organisations.OrganisationList.as_view(), name="organisation-list"),
    path("add/", organisations.OrganisationCreate.as_view(), name="organisation-create"),
    path("<int:pk>/change/", organisations.OrganisationEdit.as_view(), name="organisation-edit"),
]

OFFICE = [
    path("", organisations.OfficeDetail.as_view(), name="office"),
    path("change/", organisations.OfficeEdit.as_view(), name="office-edit"),
]

REMINDERS = [
    path("", digests.DigestList.as_view(), name="digest-list"),
    path("next/", digests.DigestsAhead.as_view(), name="digests-ahead"),
    path("<int:pk>/", digests.DigestDetail.as_view(), name="digest-detail"),
]

ACCOUNT = [
    path("sign-in/", signing_in.SignIn.as_view(), name="sign-in"),
    path("sign-out/", signing_in.SignOut.as_view(), name="sign-out"),
    path("account/", signing_in.Account.as_view(), name="account"),
    path("account/password/", signing_in.PasswordChange.as_view(), name="password-change"),
    path("password-reset/", signing_in.PasswordReset.as_view(), name="password-reset"),
    path(
        "password-reset/sent/", signing_in.PasswordResetSent.as_view(), name="password-reset-sent"
    ),
    path(
        "password-reset/<uidb64>/<token>/",
        signing_in.PasswordResetConfirm.as_view(),
        name="password-reset-confirm",
    ),
    path("invitation/<uidb64>/<token>/", signing_in.Invitation.as_view(), name="invitation"),
]


# Everything of this room but one's own account, the reminders and the log lies under /people/, so
# that the main navigation shows "People" on each of its pages.
urlpatterns = [
    *ACCOUNT,
    path("people/", include(PEOPLE)),
    path("people/posts/", include(POSTS)),
    path("people/holdings/", include(HOLDINGS)),
    path("people/bodies/", include(BODIES)),
    path("people/seats/", include(SEATS)),
    path("people/organisations/", include(ORGANISATIONS)),
    path("people/office/", include(OFFICE)),
    path("directory/", include("stakeholders.urls_directory")),
    path("directory/contacts/", include("stakeholders.urls_contacts")),
    path("reminders/", include(REMINDERS)),
    path("history/", events.EventList.as_view(), name="event-list"),
    path("history/<str:kind>/<int:number>/", events.ObjectHistory.as_view(), name="object-history"),
]
