"""Reads of judgements, clusters and of what waits for a person."""

from collections.abc import Collection

from regiowerk.common.bulk import in_chunks
from regiowerk.linking.models import ClusterMember

_CHUNK = 500


def clusters_of(entry_ids: Collection[int]) -> dict[int, int]:
    """The cluster of each of these entries; one that stands alone is left out."""
    return {
        entry: cluster
        for chunk in in_chunks(entry_ids, _CHUNK)
        for entry, cluster in ClusterMember.objects.filter(entry__in=chunk).values_list("entry_id", "cluster")
    }
