using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ReplayGraph.Explorer.Compression;

namespace ReplayGraph.Explorer.Assets;

/// <summary>A file of the pages. Its path changes with its content, so browsers keep it for good.</summary>
internal sealed class Asset
{
    private readonly byte[] _bytes;
    private readonly Dictionary<ContentCoding, byte[]> _compressed;
    private readonly string _mediaType;

    private Asset(string name, string mediaType)
    {
        using Stream resource = typeof(Asset).Assembly.GetManifestResourceStream(name)!;
        _bytes = new byte[resource.Length];
        resource.ReadExactly(_bytes);
        _compressed = ContentCoding.All.ToDictionary(coding => coding, coding => coding.Compress(new(_bytes), CompressionLevel.SmallestSize));
        _mediaType = mediaType;
        string hash = Convert.ToHexStringLower(SHA256.HashData(_bytes).AsSpan(0, 6));
        Path = $"/explore/assets/{System.IO.Path.GetFileNameWithoutExtension(name)}.{hash}{System.IO.Path.GetExtension(name)}";
    }

    /// <summary>The one style sheet.</summary>
    internal static Asset Styles { get; } = new("explorer.css", "text/css; charset=utf-8");

    /// <summary>The module of all pages. Every page works without it.</summary>
    internal static Asset Script { get; } = new("explorer.js", "text/javascript; charset=utf-8");

    /// <summary>The module of pages that change while they are open.</summary>
    internal static Asset Live { get; } = new("live.js", "text/javascript; charset=utf-8");

    /// <summary>The icon.</summary>
    internal static Asset Icon { get; } = new("icon.svg", "image/svg+xml");

    /// <summary>Where it is served.</summary>
    internal string Path { get; }

    /// <summary>Maps all of them. They hold no data, so they need no authorization.</summary>
    internal static void Map(IEndpointRouteBuilder routes)
    {
        foreach (Asset asset in new[] { Styles, Script, Live, Icon })
        {
            routes.MapGet(asset.Path, asset.WriteAsync).ExcludeFromDescription();
        }
    }

    private Task WriteAsync(HttpContext context)
    {
        byte[] bytes = ContentCoding.Choose(context) is { } coding ? _compressed[coding] : _bytes;
        HttpResponse response = context.Response;
        response.ContentType = _mediaType;
        response.ContentLength = bytes.Length;
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        response.Headers.XContentTypeOptions = "nosniff";
        return response.Body.WriteAsync(bytes, 0, bytes.Length, context.RequestAborted);
    }
}
