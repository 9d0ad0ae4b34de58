"""A contract of our own for import-linter: pages and forms of a noun are its own."""

from importlinter import Contract, ContractCheck, fields, output


class OwnPages(Contract):
    """No noun imports the ``private`` modules of another; forms also serve the nouns that ``compose``."""

    private = fields.ListField(subfield=fields.StringField())
    shared_with_composing = fields.ListField(subfield=fields.StringField())
    composing = fields.ListField(subfield=fields.StringField())

    def check(self, graph, verbose):
        borrowed = []
        for module in sorted(graph.modules):
            noun, kind = noun_of(module)
            if kind not in {*self.private, *self.shared_with_composing}:
                continue
            for importer in sorted(graph.find_modules_that_directly_import(module)):
                by, _kind = noun_of(importer)
                composed = kind in self.shared_with_composing and by in self.composing
                if by != noun and not composed and not importer.endswith(".urls") and "." in by:
                    borrowed.append(f"{importer} borrows {module}")
        return ContractCheck(kept=not borrowed, metadata={"borrowed": borrowed})

    def render_broken_contract(self, check):
        for line in check.metadata["borrowed"]:
            output.print_error(f"- {line}")


def noun_of(module):
    """The noun of a module and the standard file that it is, or belongs to."""
    parts = module.split(".")
    if parts[:2] == ["cadres", "shared"]:  # the kernel has no nouns
        return "cadres.shared", ""
    depth = 3 if len(parts) > 1 and parts[1] in ("platform", "registry") else 2
    return ".".join(parts[:depth]), parts[depth] if len(parts) > depth else ""
