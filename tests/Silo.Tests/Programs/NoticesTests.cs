using ReplayGraph.Conformance.Sources;

namespace ReplayGraph.Silo.Tests.Programs;

public sealed class NoticesTests
{
    [Fact]
    public void WhatTheProgramBringsAlongIsNamed() => Assert.Empty(ThirdPartyNotices.Missing("ReplayGraph.Silo"));
}
