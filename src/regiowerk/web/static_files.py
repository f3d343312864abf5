"""How styles and scripts are stored for production."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Compressed, under names with a hash; modules import each other by these names as well."""

    support_js_module_import_aggregation = True
