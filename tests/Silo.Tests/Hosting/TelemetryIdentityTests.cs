using ReplayGraph.Silo.Hosting;
using ReplayGraph.Silo.Options;

namespace ReplayGraph.Silo.Tests.Hosting;

public sealed class TelemetryIdentityTests
{
    [Fact]
    public void NamesTheProcess() => Assert.Equal(
        "service.namespace=replaygraph,service.instance.id=here%3A1,k8s.pod.name=silo-0,k8s.namespace.name=graphs",
        TelemetryIdentity.Attributes(null, new ClusterSettings { SiloName = "here:1" }, new Pod("silo-0", null, "graphs")));

    [Fact]
    public void WhatWasSaidStays() => Assert.Equal(
        "service.instance.id=mine,team=a,service.namespace=replaygraph",
        TelemetryIdentity.Attributes(
            "service.instance.id=mine, team=a", new ClusterSettings { SiloName = "here" }, Pod.None));
}
