"""The bring-your-own line over HTTP: messages in, webhooks managed."""
