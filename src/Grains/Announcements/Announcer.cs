using Microsoft.Extensions.Options;
using ReplayGraph.Grains.Calls;
using ReplayGraph.Grains.Telemetry;
using ReplayGraph.Nodes;
using ReplayGraph.Nodes.Messages;

namespace ReplayGraph.Grains.Announcements;

/// <summary>
/// Tells every silo. One that cannot be reached is told again for as long as the membership says that it is alive: it may still answer
/// somebody. One that was declared dead is passed over: it stops when it learns that.
/// </summary>
internal sealed class Announcer(
    NodeContext context, Audience audience, IAnnouncementClient services, ILocalSiloDetails self, TimeProvider time,
    IOptions<CallOptions> options)
{
    private readonly NodeContext _context = context;
    private readonly Audience _audience = audience;
    private readonly IAnnouncementClient _services = services;
    private readonly SiloAddress _self = self.SiloAddress;
    private readonly TimeProvider _time = time;
    private readonly CallOptions _options = options.Value;

    /// <summary>Tells every silo. Once begun it goes on, also if the caller gives up: what it tells of is durable.</summary>
    /// <exception cref="GraphException">A silo that is alive could not be told; transient.</exception>
    internal ValueTask AnnounceAsync(Announcement announcement, CancellationToken cancel)
    {
        List<Task>? others = null;
        foreach (SiloAddress silo in _audience.Silos)
        {
            if (!silo.Equals(_self))
            {
                (others ??= []).Add(TellAsync(silo, announcement));
            }
        }

        ValueTask own = _context.Memory.HearAsync(announcement, CancellationToken.None);
        return others is null ? own : WaitAsync(own, others, cancel);
    }

    private async ValueTask WaitAsync(ValueTask own, List<Task> others, CancellationToken cancel)
    {
        long begun = _time.GetTimestamp();
        others.Add(own.AsTask());
        await Task.WhenAll(others).WaitAsync(cancel);
        GrainMeters.Announced(_time.GetElapsedTime(begun));
    }

    private async Task TellAsync(SiloAddress silo, Announcement announcement)
    {
        long begun = _time.GetTimestamp();
        TimeSpan pause = _options.FirstPause;
        while (true)
        {
            Exception failure;
            try
            {
                await _services.Of(silo).HearAsync(announcement);
                return;
            }
            catch (Exception e)
            {
                failure = e;
            }

            if (!_audience.MustHear(silo))
            {
                return;
            }

            if (_time.GetElapsedTime(begun) > _options.AnnounceFor)
            {
                await _audience.GiveUpAsync(silo);
                throw new GraphException($"silo {silo} could not be told what has changed: {failure.Message}", isTransient: true, failure);
            }

            await Task.Delay(pause, _time);
            pause = pause * 2 < _options.LongestPause ? pause * 2 : _options.LongestPause;
        }
    }
}
