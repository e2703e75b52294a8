using ReplayGraph.Api.Access;
using ReplayGraph.Api.Hosting;
using ReplayGraph.Api.Options;
using ReplayGraph.Silo.Clustering;
using ReplayGraph.Silo.Database;
using ReplayGraph.Silo.Hosting;
using ReplayGraph.Silo.Options;

if (args is ["hash-token"])
{
    return TokenHash.Run(Console.In, Console.Out, Console.Error);
}

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(
    new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
IConfigurationSection section = builder.Configuration.GetSection("ReplayGraph");
var values = new OptionValues();
ReplayGraphOptions options = OptionsReader.Read(section, values, "Cluster");
ClusterSettings settings = ClusterReader.Read(section.GetSection("Cluster"), Pod.Here, values);
if (values.Report(Console.Error))
{
    return 2;
}

TelemetryIdentity.Set(settings, Pod.Here);
WebApplication? app = null;
bool hasStopped = false;
try
{
    if (settings.ConnectionString is { } connectionString)
    {
        await Schema.PrepareAsync(connectionString, settings, TimeProvider.System, Console.Error);
    }
    else
    {
        Console.Error.WriteLine(ClusterGreeting.NothingSurvives);
    }

    Warnings.Say(settings, Console.Error);
    if (settings.HasSilo)
    {
        Ports.Check(settings);
        if (settings.ConnectionString is not null)
        {
            await new DeadSilos(settings, TimeProvider.System, Console.Error).WaitAsync();
        }
    }

    app = ClusterProgram.Build(builder, options, settings);
    await app.StartAsync();
    Console.Write(ClusterGreeting.Text(options, settings, app.Urls));
    await app.WaitForShutdownAsync();
    hasStopped = true;
    return 0;
}
catch (OpenToOthersException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
catch (Exception e) when (e is DatabaseMissingException or IOException or FormatException)
{
    Console.Error.WriteLine($"Cannot start: {e.Message}");
    return 1;
}
catch (Exception e)
{
    Console.Error.WriteLine($"Cannot start: {e}");
    return 1;
}
finally
{
    if (app is not null)
    {
        if (!hasStopped)
        {
            // A silo that has joined already leaves as it should, even where the server could not start.
            try
            {
                await app.StopAsync();
            }
            catch (InvalidOperationException e)
            {
                // One that had not started whole cannot: why it had not has been said.
                Console.Error.WriteLine(e.Message);
            }
        }

        await app.DisposeAsync();
    }
}
