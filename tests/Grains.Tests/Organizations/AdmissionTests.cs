using Microsoft.Extensions.Time.Testing;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Grains.Organizations;

namespace ReplayGraph.Grains.Tests.Organizations;

/// <summary>When an organization is asked whether it takes something in.</summary>
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

        PassAMinute();
        await AdmitAsync();
        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task OneThatCannotBeAsked_IsAsItWas_ForAnotherMinute()
    {
        await AdmitAsync();
        _settings = null;
        PassAMinute();

        await AdmitAsync();
        await AdmitAsync();

        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task OneThatWasNeverAsked_CannotBeAdmittedUnasked()
    {
        _settings = null;

        Assert.True((await Assert.ThrowsAsync<GraphException>(AdmitAsync)).IsTransient);
    }

    [Fact]
    public async Task OneThatIsClosed_StaysSo_UntilItSaysOtherwise()
    {
        await AdmitAsync();
        _settings = new() { IsClosed = true };
        PassAMinute();
        Assert.False((await Assert.ThrowsAsync<GraphException>(AdmitAsync)).IsTransient);

        _settings = null;
        await Assert.ThrowsAsync<GraphException>(AdmitAsync);

        _settings = new();
        await AdmitAsync();
    }

    private Task AdmitAsync() => _admission.AdmitAsync(World.Organization, default).AsTask();

    private void PassAMinute() => _time.Advance(TimeSpan.FromSeconds(61));
}
