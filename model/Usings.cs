// What nearly every file of the model speaks of: so a file begins with what it says. In the model an Index is one of ours, not that of .NET.
global using Vmemmap.Model.Control;
global using Vmemmap.Model.Logic;
global using Vmemmap.Model.Memory;
global using Vmemmap.Model.Parts;
global using static Vmemmap.Model.Control.Points;
global using static Vmemmap.Model.Logic.Index;
global using Index = Vmemmap.Model.Logic.Index;
