"""How are blocks of this package kept in a council's own models?"""

from wagtail.fields import StreamField


class PackagedStreamField(StreamField):
    """A StreamField whose blocks stay out of the council's migrations.

    The data is JSON whatever the blocks say; with the blocks written into migrations, every changed help text of
    this package would ask each council for a migration. Migrations of block data read raw JSON and need no blocks.
    """

    def deconstruct(self):
        name, _, _, kwargs = super().deconstruct()
        return name, "wagtail.fields.StreamField", [[]], kwargs | {"block_lookup": {}}
