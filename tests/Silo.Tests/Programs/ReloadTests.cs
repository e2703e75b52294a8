using System.Net;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.Tests.Server;

namespace ReplayGraph.Silo.Tests.Programs;

/// <summary>Tokens change while the program runs.</summary>
public sealed class ReloadTests
{
    [Fact]
    public async Task ANewTokenOpensWithoutARestart()
    {
        const string first = "a-first-token-of-some-length", second = "a-second-token-of-some-length";
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, Organizations(first));
        await using SiloProcess silo = await SiloProcess.Begin("--ReplayGraph:OrganizationsFile", file).ServesAsync();
        await silo.IsReadyAsync();
        Assert.Equal(HttpStatusCode.OK, await Get(silo, first));
        Assert.Equal(HttpStatusCode.Unauthorized, await Get(silo, second));

        await File.WriteAllTextAsync(file, Organizations(second));
        await Probes.UntilAsync("the new token opens", async () => await Get(silo, second) == HttpStatusCode.OK, () => silo.Written);
        Assert.Equal(HttpStatusCode.Unauthorized, await Get(silo, first));
        Assert.Contains($"{file} was reloaded: 1 organizations, 1 tokens, 0 keys", silo.Written, StringComparison.Ordinal);
        File.Delete(file);
    }

    private static string Organizations(string token) =>
        "{\"ReplayGraph\":{\"Organizations\":{\"default\":{\"Tokens\":[{\"Hash\":\"" + TokenHash.Of(token) + "\",\"Scopes\":\"admin\"}]}}}}";

    private static async Task<HttpStatusCode> Get(SiloProcess silo, string token) =>
        (await silo.Client.SendAsync("GET", Calls.Base + "issues/1/replays", null, ("Authorization", "Bearer " + token))).Status;
}
