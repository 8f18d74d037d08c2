using static TorchSharp.torch;

namespace Eegavi;

/// <summary>Turns a raw window of one modality into tokens on the shared clock.</summary>
[PartKind("encoder", "encoder")]
public interface IEncoder : IPart, nn.IModule<ModalityWindow, MediaTokens>
{
    /// <summary>Width E of the tokens that it returns.</summary>
    int OutputWidth { get; }

    /// <summary>Seconds from one token to the next; 0 where tokens have no place in time or bring their own.</summary>
    double SecondsPerToken { get; }

    /// <summary>The window that it would read where no data set says how large one is: a dry run makes windows of this shape. Null = it cannot tell.</summary>
    /// <param name="assumed">Its length and, for video, its pictures.</param>
    WindowShape? Window(WindowAssumptions assumed) => null;
}
