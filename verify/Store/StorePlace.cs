namespace Vmemmap.Verify.Store;

/// <summary>Where the store of a user is who does not say where.</summary>
public static class StorePlace
{
    private const string Name = "vmemmap-verify";

    /// <summary>
    /// A directory in the user's cache: on Linux in <c>XDG_CACHE_HOME</c> or <c>~/.cache</c>, as the XDG Base Directory Specification says, and
    /// elsewhere in the local application data. Null for a user who has none of these.
    /// </summary>
    public static string? Default
    {
        get
        {
            var cache = OperatingSystem.IsLinux() ? XdgCache() : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
            return cache.Length > 0 ? Path.Combine(cache, Name) : null;
        }
    }

    private static string XdgCache()
    {
        // The specification: a relative path is invalid and to be ignored.
        if (Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { } cache && Path.IsPathFullyQualified(cache))
        {
            return cache;
        }
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return home.Length > 0 ? Path.Combine(home, ".cache") : "";
    }
}
