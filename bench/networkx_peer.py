"""Small-worldness in networkx on one thread, one request a line: {"open": {"file", "n"}} reads a matrix (f64) and answers with the versions and what is found in its graph; {"run": null, "nulls": k} answers with the processor time of one null of k, and their means."""
import json, sys, time
import numpy, networkx

def found(graph):
    return {"clustering": networkx.average_clustering(graph), "efficiency": networkx.global_efficiency(graph)}

def null_of(graph, kind, seed):
    n, edges = graph.number_of_nodes(), graph.number_of_edges()
    if kind == "random":
        return networkx.gnm_random_graph(n, edges, seed=seed)
    if kind == "rewired":
        null = graph.copy()
        networkx.double_edge_swap(null, nswap=10 * edges, max_tries=1000 * edges, seed=seed)
        return null
    drawn = numpy.random.default_rng(seed).random((n, n))
    return networkx.from_numpy_array(((drawn + drawn.T) / 2 > 0.7).astype(int))

graph = None
for line in sys.stdin:
    request = json.loads(line)
    if "open" in request:
        n = request["open"]["n"]
        matrix = numpy.fromfile(request["open"]["file"]).reshape(n, n) != 0
        graph = networkx.from_numpy_array((matrix | matrix.T).astype(int))
        graph.remove_edges_from(list(networkx.selfloop_edges(graph)))
        answer = {"version": f"networkx {networkx.__version__}", **found(graph)}
    else:
        start, nulls = time.process_time(), request["nulls"]
        of_nulls = [found(null_of(graph, request["run"], seed)) for seed in range(nulls)]
        seconds = (time.process_time() - start) / nulls
        answer = {"seconds": seconds, **{name: sum(one[name] for one in of_nulls) / nulls for name in of_nulls[0]}}
    print(json.dumps(answer), flush=True)
