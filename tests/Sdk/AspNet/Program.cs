// The shop's back end on ASP.NET Core: the same calls as backend.mjs. Started by record.mjs, which writes the settings in a line, and reads
// what was sent in lines.
using System.Text.Json;
using ReplayGraph.AspNet;

using JsonDocument settings = JsonDocument.Parse(Console.ReadLine()!);
string Setting(string name) => settings.RootElement.GetProperty(name).ToString();

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls($"http://127.0.0.1:{Setting("port")}");
builder.WebHost.UseSentry(sentry =>
{
    sentry.Dsn = Setting("dsn");
    sentry.Release = "shop-api@1.0.0";
    sentry.Environment = "production";
    sentry.ServerName = "api-1";
    sentry.TracesSampleRate = settings.RootElement.TryGetProperty("tracesSampleRate", out JsonElement rate) ? rate.GetDouble() : null;
    sentry.SetBeforeSend(made =>
    {
        Console.WriteLine(JsonSerializer.Serialize(new { made = true, event_id = $"{made.EventId}", type = "error" }));
        return made;
    });
    sentry.CreateHttpMessageHandler = () => new SentEvents(new HttpClientHandler());
});

WebApplication shop = builder.Build();

// The SDK would capture it outside, where the trace of a request that is not sampled is lost.
shop.Use(async (context, next) =>
{
    try
    {
        await next(context);
    }
    catch (Exception e)
    {
        e.SetSentryMechanism("middleware", handled: false);
        SentrySdk.CaptureException(e);
        throw;
    }
});
shop.MapGet("/", () => Results.Content(Setting("html"), "text/html"));
shop.MapGet("/page.js", () => Results.Content(Setting("script"), "text/javascript"));
shop.MapGet("/api/products", () => Results.Content("[\"tea\",\"coffee\"]", "application/json"));

// SDKs drop an error that repeats the one before it.
int orders = 0;
shop.MapPost("/api/checkout", IResult () => throw new PaymentException($"the bank declined order {Interlocked.Increment(ref orders)}"));
shop.MapGet("/api/report", IResult () =>
{
    SentrySdk.ConfigureScope(scope => scope.SetExtra("rows", string.Concat(Enumerable.Repeat("tea;42;EUR\n", 4000))));
    throw new InvalidOperationException("report is too large");
});
shop.Lifetime.ApplicationStarted.Register(() => Console.WriteLine("{\"ready\":true}"));
await shop.RunAsync();
