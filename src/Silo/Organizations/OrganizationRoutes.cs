using System.Text.Json;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.OpenApi;
using ReplayGraph.Api.Problems;
using ReplayGraph.Grains.Organizations;

namespace ReplayGraph.Silo.Organizations;

/// <summary>
/// The settings of an organization that an administrator can read and change while the cluster runs. Tokens and keys are configuration;
/// these must not wait for a restart.
/// </summary>
internal sealed class OrganizationRoutes(Authorizer authorizer, OrganizationAdmin desk)
{
    private const int MaxBody = 1024;

    internal static void Map(WebApplication app, Authorizer authorizer)
    {
        var calls = new OrganizationRoutes(authorizer, app.Services.GetRequiredService<OrganizationAdmin>());
        const string path = "/api/v1/{org}/settings";
        app.MapGet(path, calls.ShowAsync)
            .Document("settings", "Organizations", "The settings of an organization: its first ingest, and whether it is closed")
            .Needs(Scopes.Admin)
            .Answers<SettingsBody>();
        app.MapPut(path, calls.ChangeAsync)
            .Document("changeSettings", "Organizations", "Closes an organization to ingest, or opens it again")
            .Needs(Scopes.Admin)
            .Takes(typeof(SettingsBody))
            .Answers<SettingsBody>();
    }

    private async Task ShowAsync(HttpContext context)
    {
        if (Admit(context, out Problem? refusal) is { } caller)
        {
            await AnswerAsync(context, await desk.SettingsAsync(caller.Organization, context.RequestAborted));
            return;
        }

        await refusal!.WriteAsync(context);
    }

    private async Task ChangeAsync(HttpContext context)
    {
        if (Admit(context, out Problem? refusal) is not { } caller)
        {
            await refusal!.WriteAsync(context);
        }
        else if (await ReadAsync(context) is not { IsClosed: { } isClosed })
        {
            await Problem.BadRequest("Expected {\"is_closed\": true} or {\"is_closed\": false}.", "is_closed").WriteAsync(context);
        }
        else
        {
            await AnswerAsync(context, await desk.CloseAsync(caller.Organization, isClosed, context.RequestAborted));
        }
    }

    private Caller? Admit(HttpContext context, out Problem? refusal)
    {
        string org = (string)context.Request.RouteValues["org"]!;
        Caller? caller = authorizer.AdmitToProgram(context, null, out refusal);
        if (caller is not null && caller.Organization.ToString() != org)
        {
            refusal = Problem.Forbidden($"The token belongs to another organization than {org}.");
            return null;
        }

        return caller;
    }

    private static async Task<SettingsBody?> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength is not <= MaxBody)
        {
            return null;
        }

        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, SettingsJson.Default.SettingsBody, context.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Task AnswerAsync(HttpContext context, OrganizationSettings settings) => context.Response.WriteAsJsonAsync(
        new SettingsBody(settings.IsClosed, settings.FirstSeen), SettingsJson.Default.SettingsBody);
}
