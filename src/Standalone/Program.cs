using ReplayGraph;
using ReplayGraph.Api;
using ReplayGraph.Api.Arguments;
using ReplayGraph.Api.Health;
using ReplayGraph.Api.Hosting;
using ReplayGraph.Api.Options;
using ReplayGraph.Api.Status;
using ReplayGraph.Api.Webhooks;
using ReplayGraph.Embedded;
using ReplayGraph.Explorer;
using ReplayGraph.Standalone;

var command = new ServerCommand("ReplayGraph in one process: the API over a data folder.", ApiOptionNames.OfEmbedded, Console.In, Console.Error)
    .With("--data", "FOLDER", "ReplayGraph:Data", "The data folder, which only one process may use. [default: data]");
return await command.RunAsync(args, ServeAsync);

static async Task<int> ServeAsync(WebApplicationBuilder builder, OptionValues values)
{
    ReplayGraphOptions options = OptionsReader.Read(
        builder.Configuration.GetSection(OptionNames.Section), ApiOptionNames.OfEmbedded, values);
    if (values.Report(Console.Error))
    {
        return ServerExitCode.Usage;
    }

    string folder = Path.GetFullPath(options.Data, Environment.CurrentDirectory);
    builder.WebHost.UseKestrelHttpsConfiguration();
    builder.AddReplayGraphApi(options);
    var data = new EmbeddedOptions
    {
        Folder = folder,
        RetentionDays = options.RetentionDays,
        Evidence = options.ToEvidence(),
        Report = Console.Error.WriteLine,
    };
    builder.Services.AddSingleton(services =>
        new EmbeddedHost(() => EmbeddedGraph.Begin(data, services.GetRequiredService<TimeProvider>())));
    builder.Services.AddSingleton<IGraph>(services => services.GetRequiredService<EmbeddedHost>());
    builder.Services.AddSingleton<IGraphHealth>(services => services.GetRequiredService<EmbeddedHost>());
    builder.Services.AddSingleton<IHostStatus>(services => new EmbeddedStatus(services.GetRequiredService<EmbeddedHost>(), folder));
    builder.Services.AddHostedService(services => services.GetRequiredService<EmbeddedHost>());
    builder.Services.AddWebhooks(options, services => new FileWebhookStore(
        services.GetRequiredService<EmbeddedHost>(), folder, services.GetRequiredService<ILogger<FileWebhookStore>>()));

    WebApplication app = builder.Build();
    app.MapReplayGraph();
    app.MapExplorer();
    Task<OpenReport> opened = app.Services.GetRequiredService<EmbeddedHost>().Opened;
    try
    {
        await app.StartAsync();
        Task stopping = app.WaitForShutdownAsync();
        if (await Task.WhenAny(opened, stopping) == opened)
        {
            Console.Write(Greeting.Text(options, folder, app.Urls, await opened));
            await stopping;
        }

        return ServerExitCode.Done;
    }
    catch (OpenToOthersException e)
    {
        Console.Error.WriteLine(e.Message);
        return ServerExitCode.Usage;
    }
    catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException or FormatException)
    {
        Console.Error.WriteLine($"Cannot serve: {e.Message}");
        return ServerExitCode.CannotServe;
    }
    finally
    {
        await app.DisposeAsync();
    }
}
