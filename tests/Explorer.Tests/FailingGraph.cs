using System.Reflection;

namespace ReplayGraph.Explorer.Tests;

/// <summary>A graph whose every call fails.</summary>
public class FailingGraph : DispatchProxy
{
    private Exception? _failure;

    internal static IGraph With(Exception failure)
    {
        IGraph graph = Create<IGraph, FailingGraph>();
        ((FailingGraph)(object)graph)._failure = failure;
        return graph;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => throw _failure!;
}
