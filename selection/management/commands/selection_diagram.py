"""Print the state diagram of an election for the documentation."""

from django.core.management.base import BaseCommand

from selection.elections.presenters import mermaid


class Command(BaseCommand):
    help = "Prints the stages and moves of an election as a Mermaid diagram."
    requires_system_checks = ()

    def handle(self, *_args, **_options) -> None:
        self.stdout.write(mermaid())
