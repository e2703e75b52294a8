namespace ReplayGraph.Explorer.Layout;

/// <summary>Where the forms of all pages are sent.</summary>
internal static class FormPaths
{
    /// <summary>Takes a token.</summary>
    internal const string SignIn = "/explore/sign-in";

    /// <summary>Forgets it.</summary>
    internal const string SignOut = "/explore/sign-out";
}
