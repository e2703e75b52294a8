namespace ReplayGraph.Silo.Options;

/// <summary>What a process of the cluster does.</summary>
internal enum Role
{
    /// <summary>Holds nodes, and answers the API.</summary>
    Both,

    /// <summary>Holds nodes; over HTTP it tells of its health alone.</summary>
    Silo,

    /// <summary>Answers the API, and holds no nodes: it asks the silos.</summary>
    Api,
}
