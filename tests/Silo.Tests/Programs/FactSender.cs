using System.Net;
using System.Text.Json;
using ReplayGraph.Api.Tests.Server;

namespace ReplayGraph.Silo.Tests.Programs;

/// <summary>Facts that a process takes sooner or later.</summary>
internal static class FactSender
{
    /// <summary>Sends facts until they are taken. A failure shows the last answer, and what the processes wrote.</summary>
    internal static async Task TakesAsync(this SiloProcess process, string[] facts, params IEnumerable<SiloProcess> others)
    {
        (HttpStatusCode Status, JsonElement Body) last = default;
        await Probes.UntilAsync(
            "facts are taken",
            async () => (last = await process.Client.SendAsync("POST", Calls.Base + "facts", Calls.Lines(facts))).Status == HttpStatusCode.OK,
            () => $"{last.Status} {last.Body}\n{string.Join('\n', others.Prepend(process).Select(one => one.Written))}");
    }
}
