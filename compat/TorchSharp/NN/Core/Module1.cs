namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Base of modules with 1 argument.</summary>
        public abstract class Module<T, TResult>
            : HookableModule<
                Func<Module<T, TResult>, T, T>,
                Func<Module<T, TResult>, T, TResult, TResult>>,
              IModule<T, TResult>
        {
            /// <summary>A module of the given name.</summary>
            protected Module(string name) : base(name)
            {
            }

            /// <summary>The computation; runs no hooks.</summary>
            public abstract TResult forward(T input);

            /// <summary>Runs the hooks before, <see cref="forward"/> and the hooks after it.</summary>
            public TResult call(T input)
            {
                Run(module_pre_hooks, this);
                if (pre_hooks.Count > 0)
                {
                    foreach (var hook in pre_hooks.Values)
                    {
                        if (hook(this, input) is { } modified)
                        {
                            input = modified;
                        }
                    }
                }

                var result = forward(input);
                if (post_hooks.Count > 0)
                {
                    foreach (var hook in post_hooks.Values)
                    {
                        if (hook(this, input, result) is { } modified)
                        {
                            result = modified;
                        }
                    }
                }

                Run(module_post_hooks, this);
                return result;
            }
        }
    }
}
