using Eegavi.Plugins;

namespace Eegavi.Conformance;

/// <summary>Something that must hold for every part.</summary>
internal abstract class Rule
{
    /// <summary>As a sentence says it: "rows do not influence each other".</summary>
    public abstract string Name { get; }

    /// <summary>What the author of a part that breaks it should do.</summary>
    public abstract string Remedy { get; }
}

/// <summary>A rule that is tried on many cases, of which a failing one is made as simple as it can be.</summary>
internal abstract class CaseRule : Rule
{
    /// <summary>Whether it says anything of this kind of part.</summary>
    public virtual bool Applies(Subject subject) => true;

    /// <summary>Whether options are drawn too, or stay those of the examples.</summary>
    public virtual bool DrawsOptions => true;

    /// <summary>Of how many cases one is tried: what takes long, or says the same of most cases, is tried on fewer.</summary>
    public virtual int OneOf => 1;

    /// <summary>What is wrong, as a clause; null = nothing.</summary>
    public abstract string? Check(Trial trial);
}

/// <summary>A rule about a part as a whole.</summary>
internal abstract class PartRule : Rule
{
    /// <summary>Whether it says anything of this part.</summary>
    /// <param name="subject">Null for kinds that the suite cannot run.</param>
    public virtual bool Applies(Subject? subject) => true;

    /// <summary>Everything that is wrong, a clause each.</summary>
    public abstract IEnumerable<string> Check(PartInfo part, Subject? subject, PartSuite suite);
}
