using Vmemmap.Kernel.Protocol;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Memory;

namespace Vmemmap.Kernel.Abstraction;

/// <summary>Which frames some CPU may translate a struct page to: by the entry of its page, or, until the flush, by one that was there before.</summary>
internal sealed class Translations
{
    private readonly State<Bit, Num> state;
    private readonly Window window;
    private readonly List<(int Folio, int Page, int Frame)> stale = [];
    private readonly int[] reaching;

    /// <summary>At the beginning each page that is shown is mapped to its own frame.</summary>
    public Translations(State<Bit, Num> state, Window window, Scope scope)
    {
        (this.state, this.window) = (state, window);
        reaching = new int[scope.Frames];
        Array.Fill(reaching, 1, 0, scope.Folios * window.Pages.Count);
    }

    /// <summary>Some CPU may translate a struct page to this frame.</summary>
    public bool Reach(int frame) => reaching[frame] > 0;

    /// <summary>The entry of a page is changed: the old frame stays reachable until the flush.</summary>
    public void Change(int folio, int page, int old, int frame)
    {
        stale.Add((folio, page, old));
        reaching[frame]++;
    }

    /// <summary>The old entries of some pages are flushed.</summary>
    public void Flush(Flushed flushed)
    {
        var kept = 0;
        for (var number = 0; number < stale.Count; number++)
        {
            var (folio, page, frame) = stale[number];
            var ofMachine = window.MachinePageOf(folio, page);
            if (ofMachine >= flushed.Page && ofMachine < flushed.Page + flushed.Count)
            {
                state.Stale[folio, page, frame] = false;
                reaching[frame]--;
            }
            else
            {
                stale[kept++] = (folio, page, frame);
            }
        }
        stale.RemoveRange(kept, stale.Count - kept);
    }
}
