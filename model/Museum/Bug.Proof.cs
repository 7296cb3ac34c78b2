using Vmemmap.Model.Designs;

namespace Vmemmap.Model.Museum;

/// <content>Where it can be made.</content>
public sealed partial record Bug
{
    /// <summary>Can the bug be made in this design? Then each of its changes changes something.</summary>
    public bool AppliesTo(Design design) => Mutations.All(change => change.Mismatch(design) is null);

    /// <summary>Throws where it cannot.</summary>
    /// <exception cref="DesignException">a change matches nothing there; the message says what there is.</exception>
    public void Require(Design design)
    {
        if (Mutations.Select(change => change.Mismatch(design)).FirstOrDefault(mismatch => mismatch is not null) is { } mismatch)
        {
            throw new DesignException($"The bug '{Name}' changes nothing in {design}: {mismatch}");
        }
    }
}
