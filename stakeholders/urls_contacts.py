"""Contacts: people outside the office, what they ask of their data, and its erasure."""

from django.urls import path

from .views import contact_data, contacts

CONTACT = "<int:pk>/"
LINK = "links/<int:pk>/"

urlpatterns = [
    path("", contacts.ContactList.as_view(), name="contact-list"),
    path("add/", contacts.ContactCreate.as_view(), name="contact-create"),
    path("erased/", contact_data.DisposalList.as_view(), name="disposal-list"),
    path(CONTACT, contacts.ContactDetail.as_view(), name="contact-detail"),
    path(f"{CONTACT}change/", contacts.ContactEdit.as_view(), name="contact-edit"),
    path(f"{CONTACT}review/", contacts.ContactReview.as_view(), name="contact-review"),
    path(f"{CONTACT}hold/", contacts.ContactHold.as_view(), name="contact-hold"),
    path(f"{CONTACT}release/", contacts.ContactRelease.as_view(), name="contact-release"),
    path(f"{CONTACT}links/add/", contacts.ContactLinkCreate.as_view(), name="contact-link"),
    path(f"{LINK}change/", contacts.ContactLinkEdit.as_view(), name="contact-link-edit"),
    path(f"{LINK}remove/", contacts.ContactUnlink.as_view(), name="contact-unlink"),
    path(f"{CONTACT}data/", contact_data.ContactData.as_view(), name="contact-data"),
    path(
        f"{CONTACT}data/<slug:form>/",
        contact_data.ContactDataFile.as_view(),
        name="contact-data-file",
    ),
    path(f"{CONTACT}erase/", contact_data.ContactErase.as_view(), name="contact-erase"),
    path(f"{CONTACT}requests/add/", contact_data.RequestCreate.as_view(), name="request-create"),
    path(
        "requests/<int:pk>/answered/", contact_data.RequestFinish.as_view(), name="request-finish"
    ),
]
