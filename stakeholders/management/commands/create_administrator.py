from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from stakeholders.access import ADMINISTRATOR, COORDINATOR
from stakeholders.invitations import invitation_link
from stakeholders.models import Office, Person
from stakeholders.services import (
    create_account,
    create_organisation,
    create_person,
    give_role,
    set_up_office,
)


class Command(BaseCommand):
    help = "Make the office and its first administrator, who invites everybody else."

    def add_arguments(self, parser):
        parser.add_argument("--name", help="the administrator's name")
        parser.add_argument("--email", help="the address that the administrator signs in with")
        parser.add_argument("--office", help="the office's name; asked for only the first time")
        parser.add_argument("--area", default="", help="the police area")
        parser.add_argument(
            "--coordinator", action="store_true", help="they look after the plans as well"
        )

    def handle(self, *, name, email, office, area, coordinator, **options):
        name = name or self.ask("Name of the administrator")
        email = email or self.ask("E-mail address")
        first = not Office.objects.exists()
        if first:
            office = office or self.ask("Name of the office")
        roles = [ADMINISTRATOR, *([COORDINATOR] if coordinator else [])]
        try:
            user = self.make(name, email, office if first else "", area, roles)
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from problem
        self.stdout.write(f"{name} is an administrator. Open this address within seven days to")
        self.stdout.write(f"choose a password; it works once:\n\n{invitation_link(user)}\n")

    @transaction.atomic
    def make(self, name, email, office, area, roles):
        if office:
            organisation = create_organisation(by=None, name=office)
            set_up_office(by=None, organisation=organisation, area=area)
        person = Person.objects.filter(email__iexact=email).first()
        person = person or create_person(by=None, name=name, email=email)
        user = create_account(person, by=None)
        for role in roles:
            give_role(person, by=None, role=role)
        return user

    def ask(self, question):
        try:
            answer = input(f"{question}: ").strip()
        except EOFError:
            answer = ""
        if not answer:
            raise CommandError(
                f"{question} is missing. Give --name, --email and, the first time, --office."
            )
        return answer
