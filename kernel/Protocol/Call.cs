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

/// <summary>One step of a plan: a call, or two or three that race.</summary>
/// <param name="First">the call.</param>
/// <param name="Second">the one that preempts it, or null.</param>
/// <param name="At">where: the point of the first, counted from 1; 0 for after its end.</param>
/// <param name="Back">the point of the second where the next one goes on, which is the third where there is one, else the first; 0 for after its end.</param>
/// <param name="Third">the one that preempts the second, or null.</param>
/// <param name="ThirdBack">the point of the third where the first goes on; 0 for after its end.</param>
public readonly record struct PlannedCall(Call First, Call? Second = null, int At = 0, int Back = 0, Call? Third = null, int ThirdBack = 0)
{
    /// <summary>The calls, one or those that race.</summary>
    public IEnumerable<Call> All
    {
        get
        {
            yield return First;
            if (Second is { } second)
            {
                yield return second;
            }
            if (Third is { } third)
            {
                yield return third;
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Second is { } second ? $"{First}@{At}|{second}{Point(Back)}{(Third is { } third ? $"|{third}{Point(ThirdBack)}" : "")}" : $"{First}";

    /// <summary>The same with other calls in their places.</summary>
    public PlannedCall With(Func<Call, Call> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return this with { First = change(First), Second = Second is { } second ? change(second) : null, Third = Third is { } third ? change(third) : null };
    }

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">The text is no planned call.</exception>
    public static PlannedCall Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = text.Split('|');
        if (words is [var only])
        {
            return new(Call.Parse(only));
        }
        var racing = words.Select(word => WithPoint(word, text)).ToList();
        return racing switch
        {
            [var first, var second] => new(first.Call, second.Call, first.Point, second.Point),
            [var first, var second, var third] => new(first.Call, second.Call, first.Point, second.Point, third.Call, third.Point),
            _ => throw new FormatException($"'{text}' is no race: at most three calls do."),
        };
    }

    private static string Point(int point) => point == 0 ? "" : $"@{point}";

    private static (Call Call, int Point) WithPoint(string word, string text) => word.Split('@') switch
    {
        [var call] => (Call.Parse(call), 0),
        [var call, var at] when int.TryParse(at, out var point) && point >= 0 => (Call.Parse(call), point),
        _ => throw new FormatException($"'{text}' is no race: it has the form 'look:0.64@2|dissolve:0@300', the first call being preempted at its second point and going on at the other's 300th."),
    };
}
