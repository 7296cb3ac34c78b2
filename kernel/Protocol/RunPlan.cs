namespace Vmemmap.Kernel.Protocol;

/// <summary>A machine, and what is called on it: everything needed to repeat a run.</summary>
/// <param name="Calls">the calls, in order.</param>
public sealed record RunPlan(IReadOnlyList<PlannedCall> Calls)
{
    /// <summary>Order of the hugepages that larger ones are demoted to: 2 MiB.</summary>
    public const int PartOrder = 9;

    private const int SlotsPerPage = 64;

    // LONGEST of source/main.c, with room for the word before it and the end of the line.
    private const int LongestLine = 65_000;

    /// <summary>Order of a hugepage: 9 for 2 MiB, 18 for 1 GiB; 11 for 8 MiB, which x86 does not have, but for which the code is the same as for 1 GiB: it goes by the order alone.</summary>
    public int Order { get; init; } = 9;

    /// <summary>Blocks that can be hugepages.</summary>
    public int Blocks { get; init; } = 3;

    /// <summary>Frames that the buddy allocator has at the beginning.</summary>
    public int Spare { get; init; } = 8;

    /// <summary>A CPU uses a changed entry only after the flush; else at once.</summary>
    public bool IsLazy { get; init; }

    /// <summary>The memory map is boot memory (PG_reserved); else the buddy allocator's.</summary>
    public bool IsBoot { get; init; }

    /// <summary>The first allocation of a frame that fails, counted from 1; 0 for none.</summary>
    public int FailFrom { get; init; }

    /// <summary>The last one.</summary>
    public int FailTo { get; init; }

    /// <summary>Of these each one fails, or each second, ...</summary>
    public int FailEvery { get; init; } = 1;

    /// <summary>The memory map describes itself, as memory hotplug may have it: hugepages are left as they are.</summary>
    public bool IsHosted { get; init; }

    /// <summary>Each point of a race at which something has been told since the last one is told, and the loads of memory failure are.</summary>
    public bool TellsPoints { get; init; }

    /// <summary>A bit for each load of a lookup: it goes by the other translation of the page, where a CPU may have two.</summary>
    public int OldLoads { get; init; }

    /// <summary>Vmemmap pages of a block.</summary>
    public int PagesPerBlock => (1 << Order) / SlotsPerPage;

    /// <summary>Blocks, and the parts that they can be demoted to: numbered together, blocks first.</summary>
    public int Units => Order > PartOrder ? Blocks + (Blocks << (Order - PartOrder)) : Blocks;

    /// <summary>Hugepages are demoted in it.</summary>
    public bool Demotes => Has(CallKind.Demote);

    /// <summary>Hugepages are promised.</summary>
    public bool Reserves => Has(CallKind.Reserve);

    /// <summary>A walk over the vmemmap pages of a block takes thousands of steps.</summary>
    public bool HasLongWalks => PagesPerBlock > 512;

    /// <summary>Something of this kind is called in it.</summary>
    public bool Has(CallKind kind) => Calls.Any(planned => planned.All.Any(call => call.Kind == kind));

    /// <summary>The line that asks the child for it.</summary>
    public override string ToString() =>
        $"order={Order} blocks={Blocks} spare={Spare} lazy={(IsLazy ? 1 : 0)} boot={(IsBoot ? 1 : 0)} from={FailFrom} to={FailTo}{(FailEvery == 1 ? "" : $" every={FailEvery}")}{(IsHosted ? " hosted=1" : "")}{(TellsPoints ? " points=1" : "")}{(OldLoads == 0 ? "" : $" old={OldLoads}")} : {string.Join(' ', Calls)}";

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">The text is no plan: the message says why.</exception>
    public static RunPlan Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Split(" : ") is not [var machine, var calls])
        {
            throw new FormatException("A plan is a machine, ' : ' and calls, as in 'order=9 blocks=1 : alloc:0 dissolve:0'.");
        }
        var plan = new RunPlan([.. calls.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(PlannedCall.Parse)]);
        foreach (var word in machine.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            plan = word.Split('=') is [var name, var digits] && int.TryParse(digits, out var value) && value >= 0
                ? plan.With(name, value)
                : throw new FormatException($"'{word}' is no size of a machine: it has the form 'blocks=2'.");
        }
        return plan.IsSensible();
    }

    private RunPlan With(string name, int value) => name switch
    {
        "order" => this with { Order = value },
        "blocks" => this with { Blocks = value },
        "spare" => this with { Spare = value },
        "lazy" => this with { IsLazy = value != 0 },
        "boot" => this with { IsBoot = value != 0 },
        "from" => this with { FailFrom = value },
        "to" => this with { FailTo = value },
        "every" => this with { FailEvery = value },
        "hosted" => this with { IsHosted = value != 0 },
        "points" => this with { TellsPoints = value != 0 },
        "old" => this with { OldLoads = value },
        _ => throw new FormatException($"'{name}' is no size of a machine: order, blocks, spare, lazy, boot, from, to, every, hosted, points and old are."),
    };

    private RunPlan IsSensible()
    {
        var most = Order == PartOrder ? 8 : 2;
        return this switch
        {
            { Order: not 9 and not 11 and not 18 } => throw new FormatException($"A hugepage of order {Order} is not made here: 9 (2 MiB), 11 (8 MiB) and 18 (1 GiB) are."),
            { Blocks: < 1 } or { Spare: < 1 or > 4096 } or { FailEvery: < 1 } => throw new FormatException("A machine has at least one block and 1 to 4096 spare frames, and at least each allocation fails: every=1."),
            _ when Blocks > most => throw new FormatException($"A machine has at most {most} blocks of order {Order}."),
            _ when Calls.Any(planned => planned.IsRace && planned.All.Any(call => call.Kind == CallKind.Offline)) =>
                throw new FormatException("A page is taken out of use alone: who comes in between may use it, and then it is migrated."),
            _ when Calls.Any(planned => planned.All.Any(call => call.Block >= Units)) => throw new FormatException($"A call names a block that the machine of {Blocks} does not have."),
            _ when ToString().Length > LongestLine => throw new FormatException($"A plan has at most {LongestLine} characters, as the child reads it in one line; this one has {ToString().Length}."),
            _ => this,
        };
    }
}
