using ReplayGraph;
using ReplayGraph.Api;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.Health;
using ReplayGraph.Api.Hosting;
using ReplayGraph.Api.Options;
using ReplayGraph.Embedded;

if (args is ["hash-token"])
{
    return TokenHash.Run(Console.In, Console.Out, Console.Error);
}

// The settings lie beside the program; the data folder is relative to where it was started.
WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(
    new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
var values = new OptionValues();
ReplayGraphOptions options = OptionsReader.Read(
    builder.Configuration.GetSection("ReplayGraph"), values, nameof(ReplayGraphOptions.Data));
if (values.Report(Console.Error))
{
    return 2;
}

string folder = Path.GetFullPath(options.Data, Environment.CurrentDirectory);
builder.WebHost.UseKestrelHttpsConfiguration();
builder.AddReplayGraphApi(options);
builder.Services.AddSingleton(new EmbeddedOptions
{
    Folder = folder,
    RetentionDays = options.RetentionDays,
    Report = Console.Error.WriteLine,
});
builder.Services.AddSingleton<EmbeddedHost>();
builder.Services.AddSingleton<IGraph>(services => services.GetRequiredService<EmbeddedHost>());
builder.Services.AddSingleton<IGraphHealth>(services => services.GetRequiredService<EmbeddedHost>());
builder.Services.AddHostedService(services => services.GetRequiredService<EmbeddedHost>());

WebApplication app = builder.Build();
app.MapReplayGraph();
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

    return 0;
}
catch (OpenToOthersException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException or FormatException)
{
    Console.Error.WriteLine($"Cannot serve: {e.Message}");
    return 1;
}
finally
{
    await app.DisposeAsync();
}
