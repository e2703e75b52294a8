using Microsoft.Extensions.Time.Testing;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Grains.Organizations;

namespace ReplayGraph.Grains.Tests.Organizations;

/// <summary>When an organization is asked whether it accepts facts.</summary>
public sealed class AdmissionTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Admission _admission;
    private OrganizationSettings? _settings = new();
    private int _asked;

    public AdmissionTests() => _admission = new(
        (_, _) =>
        {
            _asked++;
            return new(_settings ?? throw new GraphException("the database is away", isTransient: true));
        },
        _time);

    [Fact]
    public async Task IsAsked_OnceAMinute()
    {
        await AdmitAsync();
        await AdmitAsync();
        Assert.Equal(1, _asked);

        AdvanceAMinute();
        await AdmitAsync();
        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task Unreachable_KeepsItsLastAnswer_ForAnotherMinute()
    {
        await AdmitAsync();
        _settings = null;
        AdvanceAMinute();

        await AdmitAsync();
        await AdmitAsync();

        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task NeverAsked_IsNotAdmitted()
    {
        _settings = null;

        Assert.True((await Assert.ThrowsAsync<GraphException>(AdmitAsync)).IsTransient);
    }

    [Fact]
    public async Task Closed_IsRejected_UntilReopened()
    {
        await AdmitAsync();
        _settings = new() { IsClosed = true };
        AdvanceAMinute();
        Assert.False((await Assert.ThrowsAsync<GraphException>(AdmitAsync)).IsTransient);

        _settings = null;
        await Assert.ThrowsAsync<GraphException>(AdmitAsync);

        _settings = new();
        await AdmitAsync();
    }

    private Task AdmitAsync() => _admission.AdmitAsync(World.Organization, default).AsTask();

    private void AdvanceAMinute() => _time.Advance(TimeSpan.FromSeconds(61));
}
