namespace Vmemmap.Model.Memory;

/// <summary>Who a frame belongs to.</summary>
public static class Owner
{
    /// <summary>The buddy allocator: anyone may get it next.</summary>
    public const int Buddy = 0;

    /// <summary>One vmemmap page of one folio.</summary>
    public const int Vmemmap = 1;

    /// <summary>The list of a running optimise or restore.</summary>
    public const int Collected = 2;

    /// <summary>Another user, who writes what he likes.</summary>
    public const int User = 3;

    /// <summary>Nobody ever again: its memory is bad.</summary>
    public const int Retired = 4;

    /// <summary>The names, in order.</summary>
    public static Domain Values { get; } = Domain.Named("owner", "buddy", "vmemmap", "collected", "another user", "retired");
}
