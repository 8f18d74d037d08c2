using Eegavi.Plugins;

namespace Eegavi.Conformance;

/// <summary>Which kinds of part the suite can run.</summary>
internal static class SubjectsOf
{
    /// <summary>The subject of a part; null for kinds that have no tensors, or that a plugin has added.</summary>
    public static Subject? Make(PartInfo part, OptionSource options, IParts parts) => part.Kind.Contract switch
    {
        var kind when kind == typeof(IEncoder) => new EncoderSubject(part, options, parts),
        var kind when kind == typeof(IResampler) => new ResamplerSubject(part, options, parts),
        var kind when kind == typeof(IFusionBlock) => new FusionSubject(part, options, parts),
        var kind when kind == typeof(IGate) => new GateSubject(part, options, parts),
        var kind when kind == typeof(IVisibility) => new VisibilitySubject(part, options, parts),
        var kind when kind == typeof(IPosition) => new PositionSubject(part, options, parts),
        var kind when kind == typeof(IPooling) => new PoolingSubject(part, options, parts),
        var kind when kind == typeof(IHead) => new HeadSubject(part, options, parts),
        var kind when kind == typeof(ILoss) => new LossSubject(part, options, parts),
        _ => null,
    };
}
