"""Registers that lay whole files out: the files of [fetch.files], when one of them is new. Free of Django."""

from regiowerk.registers.fetching.downloads import download
from regiowerk.registers.fetching.visits import Fetched, Plan, SourceFetcher, Visit


class WholeFiles(SourceFetcher):
    """`files` of the source: names that files get here → names of their addresses."""

    def plan(self, visit: Visit) -> Plan:
        names = visit.info.fetch["files"]
        seen = {file: visit.client.look(visit.address(name)) for file, name in names.items()}
        versions = {file: remote.version for file, remote in seen.items()}
        if all(versions.values()) and visit.mark.get("versions") == versions:
            return Plan((), visit.mark)
        size = sum(remote.size or 0 for remote in seen.values())
        return Plan(tuple(visit.address(name) for name in names.values()), {"versions": versions}, size)

    def get(self, visit: Visit, plan: Plan) -> Fetched:
        versions, paths = {}, []
        for file, name in visit.info.fetch["files"].items():
            path = visit.folder / file
            versions[file] = download(visit.client, visit.address(name), path, visit.most, visit.note).version
            paths.append(path)
        return Fetched(paths, {"versions": versions})
