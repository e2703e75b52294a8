using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ReplayGraph.Silo.Dashboard;

/// <summary>The page on which a person enters a token.</summary>
internal static class SignInPage
{
    /// <summary>The page, as the answer to an unauthorized request.</summary>
    /// <param name="error">What was wrong with the last token; null if there was none.</param>
    internal static ContentHttpResult Of(string? error) =>
        TypedResults.Text(Text(error), "text/html; charset=utf-8", Encoding.UTF8, StatusCodes.Status401Unauthorized);

    private static string Text(string? error) => $$"""
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>ReplayGraph: sign in</title>
        <style>
          body { font: 16px/1.5 system-ui, sans-serif; max-width: 26rem; margin: 15vh auto; padding: 0 1rem; color: #222; }
          input, button { font: inherit; box-sizing: border-box; width: 100%; padding: .5rem; margin: .25rem 0 1rem; }
          .error { color: #a00; }
        </style>
        <h1>ReplayGraph</h1>
        <p class="error" role="alert">{{WebUtility.HtmlEncode(error)}}</p>
        <form method="post" action="{{DashboardRoutes.Path}}/sign-in">
          <label for="token">A token with the scope admin</label>
          <input id="token" name="token" type="password" autocomplete="current-password" required autofocus>
          <button>Sign in</button>
        </form>
        </html>
        """;
}
