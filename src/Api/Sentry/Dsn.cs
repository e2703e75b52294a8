using ReplayGraph.Api.Access;

namespace ReplayGraph.Api.Sentry;

/// <summary>The address that an SDK sends to: <c>http://KEY@HOST/PROJECT</c>. The host is ignored.</summary>
internal readonly record struct Dsn(string Key, ProjectId Project)
{
    internal static bool TryParse(string text, out Dsn dsn)
    {
        dsn = default;
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri))
        {
            return false;
        }

        string path = uri.AbsolutePath.TrimEnd('/');
        string key = uri.UserInfo.Split(':')[0];
        bool ok = ProjectId.TryParse(path.AsSpan(path.LastIndexOf('/') + 1), out ProjectId project) && DsnKey.IsWellFormed(key);
        dsn = ok ? new(key, project) : default;
        return ok;
    }
}
