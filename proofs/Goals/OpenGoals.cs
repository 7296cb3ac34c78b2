namespace Vmemmap.Proofs.Goals;

/// <summary>What is still to be shown at each step of a proof, and what was shown with which lemmas: where one of these fails, that is to be shown again, and nothing else is.</summary>
/// <param name="steps">names of the steps, in the order in which they are asked.</param>
internal sealed class OpenGoals(IReadOnlyList<string> steps)
{
    private readonly Dictionary<string, HashSet<string>> open = steps.ToDictionary(step => step, _ => new HashSet<string>());
    private readonly List<(string Step, IReadOnlySet<string> Lemmas, IReadOnlySet<string> Needed)> shown = [];
    private readonly HashSet<string> forgotten = [];

    /// <summary>Each step in its turn with what it has not been shown to preserve when its turn comes, over and over until nothing is open.</summary>
    public IEnumerable<(string Step, IReadOnlySet<string> Lemmas)> Turns()
    {
        while (open.Values.Any(lemmas => lemmas.Count > 0))
        {
            foreach (var step in steps.Where(step => open[step].Count > 0))
            {
                yield return (step, open[step].ToHashSet());
            }
        }
    }

    /// <summary>A lemma is to be shown at each step.</summary>
    public void Add(string lemma)
    {
        foreach (var lemmas in open.Values)
        {
            _ = lemmas.Add(lemma);
        }
    }

    /// <summary>A step preserves some lemmas wherever others hold.</summary>
    public void Show(string step, IReadOnlySet<string> lemmas, IReadOnlySet<string> needed)
    {
        shown.Add((step, lemmas, needed));
        open[step].ExceptWith(lemmas);
    }

    /// <summary>A lemma failed: nobody shows it any longer, and what was shown with its help is open again.</summary>
    public void Forget(string lemma)
    {
        _ = forgotten.Add(lemma);
        foreach (var (step, lemmas, _) in shown.Where(one => one.Needed.Contains(lemma)))
        {
            open[step].UnionWith(lemmas);
        }
        _ = shown.RemoveAll(one => one.Needed.Contains(lemma));
        foreach (var lemmas in open.Values)
        {
            lemmas.ExceptWith(forgotten);
        }
    }
}
