using System.Collections.Concurrent;

namespace Vmemmap.Proofs.Induction;

/// <summary>
/// Which instances of lemmas the proof of each step needed: some fifteen of a hundred. Who asks the same of a design that differs in a part asks with these first, and with all where they do not suffice. Nobody
/// believes it: fewer instances can lose a proof, never fake one, and only the time that a proof takes depends on it.
/// </summary>
public sealed class Experience
{
    private readonly HashSet<string> assumed;
    private readonly ConcurrentDictionary<string, (HashSet<LemmaInstance> Instances, int Rounds)> needed = [];
    private readonly Lazy<HashSet<LemmaInstance>> ofAny;

    /// <summary>Of nothing yet.</summary>
    /// <param name="lemmas">names of the lemmas that are assumed: of others it never knows anything.</param>
    internal Experience(IEnumerable<string> lemmas)
    {
        assumed = [.. lemmas];
        ofAny = new(() => [.. needed.Values.SelectMany(some => some.Instances)]);
    }

    /// <summary>What a step must preserve, with the instances that are worth a try: those needed there, and all of lemmas that were not assumed. Of a step that it knows nothing of, what any other needed.</summary>
    internal Question QuestionOf(Query query, string step)
    {
        var (known, rounds) = needed.TryGetValue(step, out var ofStep) ? ofStep : (ofAny.Value, Rounds.First);
        return query.Question(rounds, instance => known.Contains(instance) || !assumed.Contains(instance.Lemma));
    }

    /// <summary>Keeps what the proof of a step needed, and from how many rounds.</summary>
    internal void Learn(string step, IEnumerable<LemmaInstance> instances, int rounds) => needed[step] = ([.. instances], rounds);
}
