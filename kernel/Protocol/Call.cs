namespace Vmemmap.Kernel.Protocol;

/// <summary>What a harness can ask of the kernel.</summary>
public enum CallKind
{
    /// <summary>The pool gets one more hugepage, made of the block: <c>alloc_pool_huge_page()</c>.</summary>
    Alloc,

    /// <summary>The pool gets a hugepage of each block from this one on that is not one: as <c>set_max_huge_pages()</c> does, since v6.7 all in one batch.</summary>
    Grow,

    /// <summary>The pool gives all free hugepages up, as <c>set_max_huge_pages()</c> does: <c>update_and_free_pages_bulk()</c>.</summary>
    Empty,

    /// <summary>The block is dissolved if it is a free hugepage: <c>dissolve_free_huge_page()</c>.</summary>
    Dissolve,

    /// <summary>The pool gives one hugepage up, which one is its own choice: <c>remove_pool_huge_page()</c>, <c>update_and_free_page()</c>.</summary>
    Shrink,

    /// <summary>A hugepage is made of the block for a user, beyond the pool's size: <c>alloc_surplus_huge_page()</c>. When he gives it back a worker frees it.</summary>
    Surplus,

    /// <summary>A hugepage is taken into use, which one is the pool's choice: <c>dequeue_huge_page_node_exact()</c>.</summary>
    Take,

    /// <summary>Its user gives the block back: <c>put_page()</c>.</summary>
    Give,

    /// <summary>A base page of the block is found bad: <c>memory_failure()</c>.</summary>
    Fail,

    /// <summary>A reader that holds no reference: <c>compound_head()</c>.</summary>
    Look,

    /// <summary>A hugepage of the pool, which one is its choice, becomes hugepages of 2 MiB: <c>demote_pool_huge_page()</c>.</summary>
    Demote,

    /// <summary>An error that was reported for a test is taken back: <c>unpoison_memory()</c>.</summary>
    Unpoison,

    /// <summary>Its user maps the hugepage: <c>hugetlb_no_page()</c>.</summary>
    Map,

    /// <summary>The pool gets a hugepage of memory that was set aside at boot, which is larger than what the page allocator has: <c>gather_bootmem_prealloc()</c>.</summary>
    Boot,

    /// <summary>A base page of the block, which nobody uses, is taken out of use before it fails: <c>soft_offline_page()</c>.</summary>
    Offline,

    /// <summary>The pool promises a hugepage, if as many are free: <c>gather_surplus_pages()</c>.</summary>
    Reserve,

    /// <summary>A promise is given back: <c>return_unused_surplus_pages()</c>.</summary>
    Unreserve,

    /// <summary>A hugepage that was promised is taken into use, which one is the pool's choice; it is reserved again when it is given back, as its user has not mapped it: HPageRestoreReserve.</summary>
    Claim,
}

/// <summary>One call.</summary>
/// <param name="Kind">what is called.</param>
/// <param name="Block">the block that it is about.</param>
/// <param name="Index">the number in the block of the base page that it is about.</param>
public readonly record struct Call(CallKind Kind, int Block, int Index = 0)
{
    /// <summary>The result of a call that there was nothing to make for.</summary>
    public const int NotNow = -1000;

    /// <inheritdoc/>
    public override string ToString() => $"{Names.Of(Kind)}:{Block}{(Index == 0 ? "" : $".{Index}")}";

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">The text is no call.</exception>
    public static Call Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(':', '.');
        return parts.Length is 2 or 3 && Names.Find(parts[0]) is { } kind
            && int.TryParse(parts[1], out var block) && int.TryParse(parts.Length == 3 ? parts[2] : "0", out var index) && block >= 0 && index >= 0
            ? new(kind, block, index)
            : throw new FormatException($"'{text}' is no call: one of {string.Join(", ", Names.All)}, then ':' and a block, as in 'dissolve:0'.");
    }

    /// <summary>The names of calls in plans and logs.</summary>
    private static class Names
    {
        public static IReadOnlyList<string> All { get; } = [.. Enum.GetNames<CallKind>().Select(name => name.ToLowerInvariant())];

        public static string Of(CallKind kind) => All[(int)kind];

        public static CallKind? Find(string name) => All.ToList().IndexOf(name) is >= 0 and var number ? (CallKind)number : null;
    }
}
