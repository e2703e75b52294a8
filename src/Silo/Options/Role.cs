namespace ReplayGraph.Silo.Options;

/// <summary>What a process of the cluster does.</summary>
internal enum Role
{
    /// <summary>Hosts nodes and serves the API.</summary>
    Both,

    /// <summary>Hosts nodes; over HTTP it serves only probes and metrics.</summary>
    Silo,

    /// <summary>Serves the API without nodes of its own: it calls the silos.</summary>
    Api,
}
