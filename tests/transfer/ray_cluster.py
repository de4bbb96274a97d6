"""Run as a program: assesses an archive on a Ray cluster of two nodes, one of which is killed half way.

    python ray_cluster.py SRC DST PART_ROWS

Prints which parts were told of, how many nodes lived before the kill, and how many parts lay there then, as JSON.
"""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ray.cluster_utils import Cluster


def started(attempts: int = 3) -> "Cluster":
    """A cluster with its head. Ray gives its own start 30 s, which a busy machine sometimes needs twice."""
    from ray.cluster_utils import Cluster

    for left in reversed(range(attempts)):
        try:
            return Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "object_store_memory": 100_000_000})
        except Exception as error:
            if not left or "timed out during startup" not in str(error):
                raise
    raise AssertionError


def main() -> None:
    import ray

    from rejoinder.engine import default_guidelines
    from rejoinder.transfer.archives import Job, plan
    from rejoinder.transfer.archives.on_ray import assess_on_ray

    source, target, part_rows = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    cluster = started()
    second = cluster.add_node(num_cpus=1, object_store_memory=100_000_000)
    job = Job(source, target, default_guidelines())
    work = plan(job, part_rows=part_rows)
    told, nodes, done = [], 0, 0
    for written in assess_on_ray(job, work, address=cluster.address, actors=2):
        told.append(written.part)
        if len(told) == 2:
            nodes = len([node for node in ray.nodes() if node["Alive"]])
            done = len(list(target.glob("part-*.parquet")))
            cluster.remove_node(second, allow_graceful=False)
    cluster.shutdown()
    sys.stdout.write(json.dumps({"told": sorted(told), "nodes": nodes, "done": done}) + "\n")


if __name__ == "__main__":
    main()
