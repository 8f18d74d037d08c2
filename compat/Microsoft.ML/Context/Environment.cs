namespace Microsoft.ML.Runtime;

// The pieces that a context is made of, by name. Only ComponentCatalog is used through them.

/// <summary>What adds its place to the errors that it sees.</summary>
public interface IExceptionContext;

/// <summary>What messages come through.</summary>
public interface IChannelProvider : IExceptionContext;

/// <summary>What tells of progress.</summary>
public interface IProgressChannelProvider;

/// <summary>What parts of a pipeline share.</summary>
public interface IHostEnvironment : IChannelProvider, IProgressChannelProvider
{
    ComponentCatalog ComponentCatalog { get; }
}
