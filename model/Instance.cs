using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Invariants;
using Vmemmap.Model.Museum;

namespace Vmemmap.Model;

/// <summary>A design executed in one scope: a state, the steps that change it and the initial contents.</summary>
public sealed class Instance
{
    private readonly int[] initial;

    /// <summary>Prepares an instance; the state begins as <see cref="Boot"/> leaves it.</summary>
    public Instance(Design design, Scope scope, Bug? bug = null)
    {
        (Design, Bug) = (design, bug);
        Machine = new Machine<Bit, Num>(design, bug);
        ScopeException.ThrowIfUnfit(Machine.Design, scope);
        Memory = new CellStore(scope);
        State = Machine.NewState(Memory);
        if (!State.AssumedOfSizes.All(assumed => assumed.IsTrue))
        {
            // What is shown in such a scope would say nothing of what is proved.
            throw new ScopeException($"Nothing is proved of {design.Name} in a scope of {scope}: its proofs assume other numbers of pages, slots and pins.");
        }
        Plain();
        PlainCells = Memory.Cells.ToArray();
        Gather();
        initial = Memory.Cells.ToArray();
    }

    /// <summary>The design, without the bug.</summary>
    public Design Design { get; }

    /// <summary>The bug seeded into the design, or null.</summary>
    public Bug? Bug { get; }

    /// <summary>The steps and invariants.</summary>
    public Machine<Bit, Num> Machine { get; }

    /// <summary>The cells of the state.</summary>
    public CellStore Memory { get; }

    /// <summary>The current state.</summary>
    public State<Bit, Num> State { get; }

    /// <summary>The sizes.</summary>
    public Scope Scope => Memory.Scope;

    /// <summary>The cells of the initial state of <see cref="Initial{B, N}"/>.</summary>
    public IReadOnlyList<int> PlainCells { get; }

    /// <summary>The cells of the state where runs begin: see <see cref="Boot"/>.</summary>
    public IReadOnlyList<int> BootCells => initial;

    /// <summary>
    /// Back to the beginning of runs: every folio has just been gathered as a compound page (mm/hugetlb.c <c>gather_bootmem_prealloc()</c>)
    /// and is about to enter <c>prep_new_huge_page()</c>, but for those of which the scope says that they are in memblock still.
    /// </summary>
    public void Boot() => GoTo(initial);

    /// <summary>To a state with these cells.</summary>
    public void GoTo(ReadOnlySpan<int> cells)
    {
        Memory.BeginStep();
        cells.CopyTo(Memory.Cells);
    }

    /// <summary>Does the step's guard hold?</summary>
    public bool IsEnabled(Step<Bit, Num> step, At<Num> at) => IsEnabled(step, State, Scope, at);

    /// <summary>Does the step's guard hold in a state of a scope, whoever's state it is?</summary>
    public static bool IsEnabled(Step<Bit, Num> step, State<Bit, Num> state, Scope scope, At<Num> at)
    {
        var guard = step.Guard;
        for (var number = 0; number < guard.Count; number++)
        {
            if (!HoldsForAll(guard[number], state, scope, at, 0))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>Takes an enabled step.</summary>
    public void Take(Step<Bit, Num> step, At<Num> at)
    {
        Memory.BeginStep();
        step.Then(State, at);
    }

    /// <summary>Does one conjunct of a guard hold?</summary>
    public bool Holds(Conjunct<Bit, Num> conjunct, At<Num> at) => HoldsForAll(conjunct, State, Scope, at, 0);

    private static bool HoldsForAll(Conjunct<Bit, Num> conjunct, State<Bit, Num> state, Scope scope, At<Num> at, int from)
    {
        if (from == conjunct.ForAll.Count)
        {
            return conjunct.Holds(state, at).IsTrue;
        }
        var index = conjunct.ForAll[from];
        for (var value = 0; value < scope.Count(index); value++)
        {
            if (!HoldsForAll(conjunct, state, scope, at.With(index, value), from + 1))
            {
                return false;
            }
        }
        return true;
    }

    // Whatever is not said here is empty.
    private void Plain()
    {
        for (var v = 0; v < Scope.Pages; v++)
        {
            State.PageTable[v] = v / Scope.PagesPerTable;
        }
        for (var h = Scope.Folios - Scope.FromMemblock; h < Scope.Folios; h++)
        {
            State.GoTo(h, Points.Memblock);
        }
        for (var h = Scope.Folios - Scope.CrossingZones; h < Scope.Folios; h++)
        {
            State.CrossesZones![h] = true;
        }
        for (var h = Scope.Folios - Scope.InAnotherZone; h < Scope.Folios; h++)
        {
            State.Zone![h] = Zones.Another;
        }
        for (var h = 0; h < (Machine.Shape.IsOfDevice ? 0 : Scope.Folios - Scope.FromMemblock); h++)
        {
            for (var v = 0; v < Scope.Pages; v++)
            {
                var frame = h * Scope.Pages + v;
                State.Pte[h, v] = frame;
                State.Writable[h, v] = true;
                State.Owner[frame] = Owner.Vmemmap;
                State.OwnerFolio[frame] = h;
                State.OwnerIndex[frame] = v;
            }
        }
        if (State.Pmd is not null)
        {
            MapHuge();
        }
    }

    private void MapHuge()
    {
        for (var h = 0; h < Scope.Folios; h++)
        {
            State.PmdOf![h] = h / Scope.FoliosPerTable * Scope.FoliosPerTable;
            for (var v = 0; v < Scope.Pages; v++)
            {
                // The first page of a block has the block's reference.
                var begins = v % Scope.PagesPerTable == 0 && h % Scope.FoliosPerTable == 0;
                State.Pmd![h, v / Scope.PagesPerTable] = Scope.Map == MemoryMap.PageByPage ? PmdEntry.Table : PmdEntry.Leaf;
                State.Origin![h * Scope.Pages + v] = Scope.Map switch
                {
                    MemoryMap.Boot => Origin.Reserved,
                    MemoryMap.HotPlugged when !begins => Origin.Block,
                    MemoryMap.SelfHosted => Origin.SelfHosted,
                    _ => Origin.Single,
                };
            }
        }
    }

    private void Gather()
    {
        var booting = Machine.Steps.Where(step => step.IsAtBoot).ToList();
        for (var h = 0; h < Scope.Folios; h++)
        {
            var at = default(At<Num>) with { Folio = h };
            while (booting.Find(step => IsEnabled(step, at)) is { } step)
            {
                Take(step, at);
            }
        }
    }
}
