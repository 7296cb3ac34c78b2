namespace Vmemmap.Model.Invariants;

/// <summary>Properties of the literature that no invariant covers: why not.</summary>
public static class NotJudged
{
    /// <summary>The reason for each, by its number.</summary>
    public static IReadOnlyDictionary<string, string> Reasons { get; } = new Dictionary<string, string>
    {
        ["S20"] = "alignment is no property of states: it is proved with the address arithmetic, on 64-bit words",
        ["S24"] = "deadlock is no property of mappings: but for hugetlb_lock and mf_mutex the machine has no locks, and so no order of them; that nobody waits for hugetlb_lock who holds it is lock-is-not-taken-twice, of memory failure",
        ["S25"] = "progress is no safety property: a machine whose every state is safe may still go on for ever",
        ["S26"] = "the counters of frames are outside this machine; that none is lost or owned twice is frame-owned-once, and the key of the fake-head test is key-counts-each-once",
        ["PG"] = "it compares two runs: an executed property of the tests, not an invariant of states",
        ["PH"] = "it compares two runs: an executed property of the tests, not an invariant of states",
    };
}
