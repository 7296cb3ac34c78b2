namespace Vmemmap.Model.Logic;

/// <summary>How a memory map begins: what maps it, and what its frames are.</summary>
public enum MemoryMap
{
    /// <summary>Mapped page by page; each frame was allocated by itself.</summary>
    PageByPage,

    /// <summary>Huge mappings of memory that memblock gave at boot.</summary>
    Boot,

    /// <summary>Huge mappings of blocks of the buddy allocator: the memory that it describes was added later.</summary>
    HotPlugged,

    /// <summary>Huge mappings of memory that the map itself describes (<c>memory_hotplug.memmap_on_memory</c>).</summary>
    SelfHosted,
}

/// <summary>The names of memory maps, as options and files have them.</summary>
public static class MemoryMaps
{
    private static readonly (MemoryMap Map, string Name, string Says)[] All =
    [
        (MemoryMap.PageByPage, "page-by-page", "mapped page by page"),
        (MemoryMap.Boot, "boot", "made at boot"),
        (MemoryMap.HotPlugged, "hot-plugged", "hot-plugged"),
        (MemoryMap.SelfHosted, "self-hosted", "in the memory that it describes"),
    ];

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(one => one.Name)];

    /// <summary>Its name.</summary>
    public static string NameOf(MemoryMap map) => Array.Find(All, one => one.Map == map).Name;

    /// <summary>It in words.</summary>
    public static string Says(MemoryMap map) => Array.Find(All, one => one.Map == map).Says;

    /// <summary>The one of a name; null where there is none.</summary>
    public static MemoryMap? Find(string name) => Array.FindIndex(All, one => one.Name == name) is >= 0 and var number ? All[number].Map : null;
}
