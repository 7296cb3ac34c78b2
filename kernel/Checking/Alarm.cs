using Vmemmap.Kernel.Protocol;
using Vmemmap.Kernel.Refinement;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;

namespace Vmemmap.Kernel.Checking;

/// <summary>What a run showed to be wrong: an invariant of the suite that a state of the child violates, or a complaint.</summary>
/// <param name="Kind">the invariant's name, or the kind of the complaint.</param>
/// <param name="Events">how many events had happened then: the last one did the damage.</param>
public sealed record Alarm(string Kind, int Events)
{
    /// <summary>The kind of a step of the code that is no step of the design.</summary>
    public const string NoStep = "no-step-of-the-design";

    /// <summary>The address of the code that did the damage, or of the last before it.</summary>
    public ulong Pc { get; init; }

    /// <summary>The values of the invariant's variables for which it is violated.</summary>
    public At<Num> At { get; init; }

    /// <summary>It is the window on the parts of blocks that shows it.</summary>
    public bool IsOfParts { get; init; }

    /// <summary>The complaint, or null where an invariant is violated.</summary>
    public Complaint? Complaint { get; init; }

    /// <summary>What does not fit, where a step of the code is no step of the design; else null.</summary>
    public Mismatch? Mismatch { get; init; }

    /// <summary>Each step of the code up to there is a step of the design: so this run is one of the design's, and shows what the design is known for. Null where the run is not compared with the design.</summary>
    public bool? IsOfDesign { get; init; }

    /// <summary>It says something of the harness rather than of the kernel.</summary>
    public bool IsOfHarness => Complaint is { Kind: ComplaintKind.Unmodelled or ComplaintKind.Fault };

    /// <summary>The alarm of a complaint.</summary>
    public static Alarm Of(Complaint complaint, int events)
    {
        ArgumentNullException.ThrowIfNull(complaint);
        return new(KindOf(complaint.Kind), events) { Complaint = complaint, Pc = complaint.Pc };
    }

    private static string KindOf(ComplaintKind kind) => kind switch
    {
        ComplaintKind.Warning => "warning",
        ComplaintKind.Bug => "bug",
        ComplaintKind.Oops => "oops",
        ComplaintKind.WildAccess => "wild-access",
        ComplaintKind.DoubleFree => "double-free",
        ComplaintKind.Deadlock => "deadlock",
        ComplaintKind.Died => "endless",
        ComplaintKind.Unmodelled => "unmodelled",
        _ => "harness-fault",
    };
}
