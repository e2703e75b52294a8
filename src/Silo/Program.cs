using ReplayGraph.Api.Arguments;
using ReplayGraph.Api.Hosting;
using ReplayGraph.Api.Options;
using ReplayGraph.Silo.Clustering;
using ReplayGraph.Silo.Database;
using ReplayGraph.Silo.Hosting;
using ReplayGraph.Silo.Options;

var command = new ServerCommand("ReplayGraph in a cluster: a silo, a front-end, or both.", ClusterOptionNames.All, Console.In, Console.Error);
return await command.RunAsync(args, ServeAsync);

static async Task<int> ServeAsync(WebApplicationBuilder builder, OptionValues values)
{
    IConfigurationSection section = builder.Configuration.GetSection(OptionNames.Section);
    ReplayGraphOptions options = OptionsReader.Read(section, ClusterOptionNames.All, values);
    ClusterSettings settings = ClusterReader.Read(section.GetSection("Cluster"), Pod.Here, values);
    if (values.Report(Console.Error))
    {
        return ServerExitCode.Usage;
    }

    WebApplication? app = null;
    bool hasStopped = false;
    try
    {
        if (settings.ConnectionString is not { } connectionString)
        {
            Console.Error.WriteLine(ClusterGreeting.NothingSurvives);
        }
        else if (!settings.ServesEarly)
        {
            await Schema.PrepareAsync(connectionString, settings, TimeProvider.System, Console.Error);
        }

        Warnings.Write(settings, Console.Error);
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
        if (app.Services.GetService<LateConnection>()?.Failure is { } failure)
        {
            Console.Error.WriteLine($"Cannot serve: {failure}");
            return ServerExitCode.CannotServe;
        }

        return ServerExitCode.Done;
    }
    catch (OpenToOthersException e)
    {
        Console.Error.WriteLine(e.Message);
        return ServerExitCode.Usage;
    }
    catch (Exception e) when (e is DatabaseMissingException or IOException or FormatException)
    {
        Console.Error.WriteLine($"Cannot start: {e.Message}");
        return ServerExitCode.CannotServe;
    }
    catch (Exception e)
    {
        Console.Error.WriteLine($"Cannot start: {e}");
        return ServerExitCode.CannotServe;
    }
    finally
    {
        if (app is not null)
        {
            if (!hasStopped)
            {
                // A silo that has already joined leaves the cluster properly, even if the server could not start.
                try
                {
                    await app.StopAsync();
                }
                catch (InvalidOperationException e)
                {
                    // The silo had not started completely; the reason has already been printed.
                    Console.Error.WriteLine(e.Message);
                }
            }

            await app.DisposeAsync();
        }
    }
}
