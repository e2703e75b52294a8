using ReplayGraph.Api;
using ReplayGraph.Api.Options;
using ReplayGraph.Embedded;

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
ReplayGraphOptions options = OptionsReader.Read(builder.Configuration.GetSection("ReplayGraph"), out IReadOnlyList<string> faults);
builder.AddReplayGraphApi(options);
await using EmbeddedGraph graph = EmbeddedGraph.Open(new() { Folder = options.Data }, TimeProvider.System);
builder.Services.AddSingleton<ReplayGraph.IGraph>(graph);
WebApplication app = builder.Build();
app.MapReplayGraph();
app.Run();
